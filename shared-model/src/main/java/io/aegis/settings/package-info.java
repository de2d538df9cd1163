/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Settings from the environment and from {@code .env}, read once at start. A wrong value is refused with the name of its setting. */
package io.aegis.settings;
