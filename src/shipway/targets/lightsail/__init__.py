"""Lightsail container services as a target: one service for all containers of an environment, at a fixed price."""
