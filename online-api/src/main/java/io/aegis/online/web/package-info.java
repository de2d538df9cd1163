/** What people see: the dashboard, the documentation, and signing in. */
package io.aegis.online.web;
