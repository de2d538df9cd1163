/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What the LLM was asked and what it cost, per UTC day. */
package io.aegis.db.usage;
