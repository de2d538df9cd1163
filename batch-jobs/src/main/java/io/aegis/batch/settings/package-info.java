/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Settings of the batch application. */
package io.aegis.batch.settings;
