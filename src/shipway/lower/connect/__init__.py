"""The Application: workloads with their images, which of them talk to each other, and the jobs that run first."""
