"""What people are told of an Application: values that mean the laptop, state that would be lost, what is not given."""
