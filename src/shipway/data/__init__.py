"""Data with source and date: schemas, durations, engines."""
