"""What users are told about an Application: values that mean the laptop, state that would be lost, missing values."""
