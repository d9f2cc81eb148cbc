package dev.k3form.cli.command;

/** A command that tells programs what happens as it happens, one JSON object a line. */
interface TellsEvents {}
