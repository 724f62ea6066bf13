"""What the user means: Application, Workload, Datastore, Value. No AWS word lives here."""
