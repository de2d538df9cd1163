/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Whether the process lives, is ready and is well. The database is probed in the background, so that an answer never waits for it. */
package io.aegis.online.health;
