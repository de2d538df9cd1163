/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Passes requests on to the operator API of the batch application, so that one address serves all. It also watches whether that
 * application is there.
 */
package io.aegis.online.batch;
