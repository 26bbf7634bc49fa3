/*
 * verbs: the functions behind the words, one line a verb.  teiten.c puts them in its table.
 */
#pragma once
int verb_ingest(int argc, char **argv);
int verb_simulate(int argc, char **argv);
int verb_sensor(int argc, char **argv);
int verb_gap(int argc, char **argv);
int verb_store(int argc, char **argv);
int verb_query(int argc, char **argv);
int verb_render(int argc, char **argv);
int verb_report(int argc, char **argv);
int verb_draft(int argc, char **argv);
int verb_explain(int argc, char **argv);
int verb_check(int argc, char **argv);
int verb_aggregate(int argc, char **argv);
int verb_archive(int argc, char **argv);
int verb_verify(int argc, char **argv);
int verb_regenerate(int argc, char **argv);
int verb_diff(int argc, char **argv);
