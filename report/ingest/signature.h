/*
 * signature: labels for packets, by filter expressions of libpcap (pcap-filter(7)).
 * They are matched against the IP packet alone, so that one expression serves all links and VLANs.
 */
#pragma once
#include <glib.h>
#include "ingest.h"
#include "names.h"

/* The labels of a table, each once among the names, in the order of the table; to be freed. */
const char **signatures_keep(const Signatures *signatures, Names *names);

/* The number of the first that matches the IP packet; -1 where none does. */
int signatures_match(const Signatures *signatures, const guint8 *ip, gsize length);
