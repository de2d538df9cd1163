/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Sample data to look at the product with: feedback of customers and telemetry of services that do not exist. Whoever runs the product
 * asks for it and removes it again; it is judged as all else is, but nobody outside is ever told of it.
 */
package io.aegis.online.sampledata;
