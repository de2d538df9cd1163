/* SPDX-License-Identifier: GPL-3.0-or-later */
/** How well texts that say the same are put together, against intents that people gave them. */
package io.aegis.bench.groups;
