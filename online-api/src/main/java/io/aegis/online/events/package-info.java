/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Server-sent events: live views are told what changed, whichever process changed it. */
package io.aegis.online.events;
