/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What the LLM was asked and what it cost, per UTC day. The daily budget of all processes together is held by it. */
package io.aegis.db.usage;
