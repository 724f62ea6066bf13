"""The project as it reads without Docker: borrowed volumes, fixed addresses and developers' certificates settled."""
