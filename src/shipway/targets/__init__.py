"""How an Application stands on each target: a package each, behind the record of target.py, listed in index.py."""
