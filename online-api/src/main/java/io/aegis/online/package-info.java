/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The online application: both APIs of the product over HTTP. This package only puts the parts together and starts them. */
package io.aegis.online;
