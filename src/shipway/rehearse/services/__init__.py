"""The operations of AWS's services that Shipway calls, one service per file, answered from the store."""
