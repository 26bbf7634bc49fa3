/*
 * metadata.c: what the file says of itself: Info and XMP (which must agree), language, viewer
 * preferences, output intent (ISO 19005-3, 6.2.3 and 6.6; ISO 14289-1, 7.1).
 */
#include <string.h>
#include "finish_room.h"

/* PDF/A asks for a description of every schema it does not know itself: pdfuaid is one. */
static const char extension[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
    "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";

static void
add_alternative(GString *xmp, const char *lang, const char *text)
{
	g_autofree char *escaped = g_markup_escape_text(text, -1);
	g_string_append_printf(xmp, "<rdf:li xml:lang=\"%s\">%s</rdf:li>", lang, escaped);
}

static void
add_titles(GString *xmp, const Finish *finish)
{
	const Pages *pages = finish->pages;

	g_string_append(xmp, "<dc:title><rdf:Alt>");
	add_alternative(xmp, "x-default", pages->title);
	add_alternative(xmp, pages->lang, pages->title);
	for (const char *const *title = finish->options->titles; title && title[0]; title += 2)
		add_alternative(xmp, title[0], title[1]);
	g_string_append(xmp, "</rdf:Alt></dc:title>\n");
}

static GString *
make_xmp(const Finish *finish)
{
	const Pages *pages = finish->pages;
	g_autofree char *date = object_date_xmp(pages->date);
	g_autofree char *creator = g_markup_escape_text(finish->options->creator, -1);
	GString *xmp = g_string_new("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
				    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
				    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");

	g_string_append(xmp,
	    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
	    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
	    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
	    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n<dc:format>application/pdf</dc:format>\n");
	add_titles(xmp, finish);
	if (pages->author) {
		g_autofree char *author = g_markup_escape_text(pages->author, -1);
		g_string_append_printf(
		    xmp, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", author);
	}
	if (pages->subject) {
		g_string_append(xmp, "<dc:description><rdf:Alt>");
		add_alternative(xmp, "x-default", pages->subject);
		g_string_append(xmp, "</rdf:Alt></dc:description>\n");
	}
	g_string_append_printf(xmp, "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n", pages->lang);
	g_string_append_printf(xmp,
	    "<xmp:CreatorTool>%s</xmp:CreatorTool><xmp:CreateDate>%s</xmp:CreateDate>"
	    "<xmp:ModifyDate>%s</xmp:ModifyDate><xmp:MetadataDate>%s</xmp:MetadataDate>\n<pdf:Producer>%s</"
	    "pdf:Producer>\n",
	    creator, date, date, date, creator);
	g_string_append(xmp, "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
			     "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n");
	g_string_append(xmp, extension);
	g_string_append(xmp, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>\n");
	return xmp;
}

static void
write_info(Finish *finish)
{
	const Pages *pages = finish->pages;
	g_autofree char *date = object_date_pdf(pages->date);
	Object info = object_dict(finish);

	object_set(finish, info, "/Title", object_text(finish, pages->title));
	if (pages->author)
		object_set(finish, info, "/Author", object_text(finish, pages->author));
	if (pages->subject)
		object_set(finish, info, "/Subject", object_text(finish, pages->subject));
	object_set(finish, info, "/Creator", object_text(finish, finish->options->creator));
	object_set(finish, info, "/Producer", object_text(finish, finish->options->creator));
	object_set(finish, info, "/CreationDate", object_ascii(finish, date));
	object_set(finish, info, "/ModDate", object_ascii(finish, date));
	object_set(finish, qpdf_get_trailer(finish->pdf), "/Info", object_indirect(finish, info));
}

static void
write_intent(Finish *finish)
{
	g_autoptr(GBytes) profile = icc_srgb();
	Object intent = object_dict(finish), intents = object_array(finish);
	gsize length;
	const void *data = g_bytes_get_data(profile, &length);

	object_set(finish, intent, "/Type", object_name(finish, "OutputIntent"));
	object_set(finish, intent, "/S", object_name(finish, "GTS_PDFA1"));
	object_set(finish, intent, "/OutputConditionIdentifier", object_ascii(finish, "sRGB IEC61966-2.1"));
	object_set(finish, intent, "/Info", object_ascii(finish, "sRGB IEC61966-2.1"));
	object_set(finish, intent, "/RegistryName", object_ascii(finish, "http://www.color.org"));
	object_set(finish, intent, "/DestOutputProfile", object_stream(finish, "<< /N 3 >>", data, length, NULL));
	object_add(finish, intents, intent);
	object_set(finish, qpdf_get_root(finish->pdf), "/OutputIntents", intents);
}

void
metadata_write(Finish *finish)
{
	Object catalog = qpdf_get_root(finish->pdf);
	GString *xmp = make_xmp(finish);

	object_set(finish, catalog, "/MarkInfo", object_parse(finish, "<< /Marked true >>"));
	object_set(finish, catalog, "/ViewerPreferences", object_parse(finish, "<< /DisplayDocTitle true >>"));
	object_set(finish, catalog, "/Lang", object_ascii(finish, finish->pages->lang));
	object_set(finish, catalog, "/Metadata",
	    object_stream(finish, "<< /Type /Metadata /Subtype /XML >>", xmp->str, xmp->len, NULL));
	g_string_free(xmp, TRUE);
	write_info(finish);
	write_intent(finish);
}
