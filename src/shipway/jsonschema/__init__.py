"""JSON Schema 2020-12, as much of it as AWS's resource schemas use, without a compiler that must be loaded first."""
