/* SPDX-License-Identifier: GPL-3.0-or-later */
/** All settings of the online application as one value. */
package io.aegis.online.settings;
