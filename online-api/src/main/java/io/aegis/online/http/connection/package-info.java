/**
 * Bounds on HTTP/1.1 connections that Helidon does not set: buffered bytes, framing, read and write timeouts.
 * Nothing here knows a route.
 */
package io.aegis.online.http.connection;
