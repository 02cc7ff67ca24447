"""The Metadata API: components, how they read and how they are written, by SOAP and by zip."""
