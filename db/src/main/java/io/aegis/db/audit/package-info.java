/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Who decided what, when, and how it was before. Nothing that stands in the audit log is ever changed or removed by the
 * applications.
 */
package io.aegis.db.audit;
