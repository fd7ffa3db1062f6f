"""What is understood and answered, one message at a time. Pure: no clock, session, network or chance."""
