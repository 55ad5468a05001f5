// SPDX-License-Identifier: Apache-2.0
#include <libxml/xmlversion.h>
// Else it brings in ICU's declarations, which differ from those that Foundation has.
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlreader.h>
