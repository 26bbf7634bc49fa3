/*
 * error.c: the error domain.
 */
#include "error.h"

G_DEFINE_QUARK(teiten - error, teiten_error)
