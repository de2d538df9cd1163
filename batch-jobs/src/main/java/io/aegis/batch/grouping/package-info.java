/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The job that groups feedback which says the same. It looks at each row once, so that what people put together or apart stays so. */
package io.aegis.batch.grouping;
