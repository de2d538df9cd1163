/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * All settings of the online application as one value. They are read from the environment and {@code .env} once, at the start,
 * and a wrong one ends it.
 */
package io.aegis.online.settings;
