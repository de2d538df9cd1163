/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The batch application: everything that is no request. This package only puts the parts together and starts them. */
package io.aegis.batch;
