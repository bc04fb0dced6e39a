"""A folder for a USB stick that installs xcli where there is no internet."""
