"""Amazon ECS: tasks that start or say why not, and services that keep so many of them."""
