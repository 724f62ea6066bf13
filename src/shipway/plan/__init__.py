"""Change, Step, Plan; assemble.py makes them; planfile.py writes and reads them."""
