"""What becomes of each service: kept, replaced, left out or outside; a job or a service; public or not."""
