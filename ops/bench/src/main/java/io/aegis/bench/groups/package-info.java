/* SPDX-License-Identifier: GPL-3.0-or-later */
/** How well texts that say the same are put together. The running product groups texts whose intents people told, and is compared with these. */
package io.aegis.bench.groups;
