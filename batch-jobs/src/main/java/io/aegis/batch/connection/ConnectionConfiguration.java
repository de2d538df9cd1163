/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.connection;

import io.aegis.connection.ArrivalProbe;
import io.aegis.connection.ConnectionLimit;
import io.aegis.connection.Connections;
import io.aegis.deadline.Ticker;
import java.io.IOException;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which connections there may be. */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

    /** Those that say nothing take some 50 KB each, and are more than somebody opens by mistake. */
    private static final int MOST = 1_000;

    @Bean
    ArrivalProbe arrivalProbe(Ticker ticker) throws IOException {
        return ArrivalProbe.open(ticker);
    }

    /** No proxy is trusted here, and what online-api passes on comes by few. */
    @Bean
    Connections connections(Ticker ticker, ArrivalProbe arrivals) {
        return new Connections(ConnectionLimit.connections(MOST), _ -> false, ticker, arrivals::noticed);
    }

    @Bean
    ConnectionSweep connectionSweep(Connections connections, ArrivalProbe arrivals) {
        return new ConnectionSweep(connections, arrivals);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedProtocol(Connections connections) {
        return factory -> {
            factory.setProtocol(BoundedProtocol.class.getName());
            TomcatProtocolHandlerCustomizer<BoundedProtocol> bounds = protocol -> protocol.bound(connections);
            factory.addProtocolHandlerCustomizers(bounds);
        };
    }
}
