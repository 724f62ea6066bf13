"""ECS Fargate: services behind one load balancer, managed datastores, file systems."""
