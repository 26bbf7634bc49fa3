/*
 * signature.c: an INI file, [signatures], label = expression; compiled once, the first that matches wins.
 */
#define _GNU_SOURCE /* pcap's types */
#include <string.h>
#include <pcap/pcap.h>
#include "error.h"
#include "ini.h"
#include "input.h"
#include "save.h"
#include "signature.h"

enum { LARGEST = 1 << 20 /* of a table [B] */, SNAPLEN = 65535 };

typedef struct {
	char *label;
	struct bpf_program program;
} Signature;

struct Signatures {
	GArray *list; /* of Signature */
};

static void
clear(gpointer data)
{
	Signature *signature = data;

	g_free(signature->label);
	pcap_freecode(&signature->program);
}

static gboolean
add(Signatures *signatures, pcap_t *dead, GKeyFile *file, const char *label, GError **error)
{
	g_autofree char *expression = g_key_file_get_string(file, "signatures", label, error);
	Signature signature = { 0 };

	if (!expression)
		return FALSE;
	if (!*expression || pcap_compile(dead, &signature.program, expression, 1, PCAP_NETMASK_UNKNOWN) != 0) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' is no filter expression: %s", expression,
		    *expression ? pcap_geterr(dead) : "it is empty");
		return FALSE;
	}
	signature.label = g_strdup(label);
	g_array_append_val(signatures->list, signature);
	return TRUE;
}

static gboolean
read_table(Signatures *signatures, const char *path, const char *text, gsize length, GError **error)
{
	g_autoptr(GKeyFile) file = ini_read(path, text, length, error);
	g_auto(GStrv) labels = NULL;
	pcap_t *dead;
	gboolean ok = TRUE;

	if (!file)
		return FALSE;
	if (!(labels = g_key_file_get_keys(file, "signatures", NULL, error))) {
		g_prefix_error(error, "%s: ", path);
		return FALSE;
	}
	dead = pcap_open_dead(DLT_RAW, SNAPLEN);
	for (char **label = labels; ok && *label; label++) {
		ok = add(signatures, dead, file, *label, error);
		if (!ok)
			g_prefix_error(error, "%s:%u: ", path, ini_line(text, "signatures", *label));
	}
	pcap_close(dead);
	return ok;
}

Signatures *
signatures_load(const char *text, GError **error)
{
	g_autofree char *name = g_strdup_printf("signatures/%s.ini", text);
	g_autofree char *path = NULL, *content = NULL;
	g_autoptr(Signatures) signatures = NULL;
	gsize length;

	path = strchr(text, '/') || g_str_has_suffix(text, ".ini") ? g_strdup(text) : save_find_shared(name, NULL);
	if (!path) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "unknown table of signatures '%s': it is 'common', or a file that ends in .ini", text);
		return NULL;
	}
	content = input_load(path, LARGEST, &length, error);
	if (!content)
		return NULL;
	signatures = g_new0(Signatures, 1);
	signatures->list = g_array_new(FALSE, FALSE, sizeof(Signature));
	g_array_set_clear_func(signatures->list, clear);
	return read_table(signatures, path, content, length, error) ? g_steal_pointer(&signatures) : NULL;
}

void
signatures_free(Signatures *signatures)
{
	if (!signatures)
		return;
	g_array_unref(signatures->list);
	g_free(signatures);
}

const char **
signatures_keep(const Signatures *signatures, Names *names)
{
	const char **labels = g_new0(const char *, signatures->list->len + 1);

	for (guint i = 0; i < signatures->list->len; i++) {
		const char *label = g_array_index(signatures->list, Signature, i).label;
		g_autofree char *padded = g_malloc0(strlen(label) + 8);
		labels[i] = names_keep(names, strcpy(padded, label), strlen(label));
	}
	return labels;
}

int
signatures_match(const Signatures *signatures, const guint8 *ip, gsize length)
{
	const struct pcap_pkthdr head = { .caplen = (bpf_u_int32)length, .len = (bpf_u_int32)length };

	for (guint i = 0; i < signatures->list->len; i++)
		if (pcap_offline_filter(&g_array_index(signatures->list, Signature, i).program, &head, ip) != 0)
			return (int)i;
	return -1;
}
