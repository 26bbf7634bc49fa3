/*
 * service: port to service name.
 * A small built-in table of commonly scanned ports, below it or over it the IANA registry as CSV
 * (Service Name and Transport Protocol Port Number Registry; its records may hold line breaks).
 */
#pragma once
#include <glib.h>

typedef struct Services Services;

/* The built-in table alone (path NULL), or the registry file over it. */
Services *services_load(const char *path, GError **error);
void services_free(Services *services);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Services, services_free)

/* Borrows the name of a port of protocol 6 or 17; NULL where it is unassigned. */
const char *services_name(const Services *services, guint8 protocol, guint16 port);
