"""What each mount is: a volume that lasts, a file that goes into the image, or nothing that a cloud has."""
