"""The Application: workloads with their images, who talks to whom, and the jobs that come first."""
