/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Settings of the batch application. They are read from the environment and {@code .env} once, at the start, and a wrong one
 * ends it.
 */
package io.aegis.batch.settings;
