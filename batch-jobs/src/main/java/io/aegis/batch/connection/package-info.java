/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Bounds on connections that Tomcat does not set: the time of a head, and how many there are of one address. Nothing here knows a route. */
package io.aegis.batch.connection;
