"""The homes of datastores, one per file behind the protocol of store.py; index.py is their table."""
