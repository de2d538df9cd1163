/* SPDX-License-Identifier: GPL-3.0-or-later */
/** API keys: issued once, stored as hashes, revocable. Sessions of browsers are stored likewise. */
package io.aegis.db.keys;
