/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.access.CrossSiteFilter;
import io.aegis.batch.control.JobControlSettings;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.keys.KeyRing;
import io.aegis.db.keys.KeyStore;
import io.aegis.db.keys.StoredKey;
import io.aegis.deadline.Ticker;
import java.security.SecureRandom;
import java.time.Instant;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Who may operate, and how answers are written. */
@Configuration(proxyBeanMethods = false)
class OperatorConfiguration {

    @Bean
    KeyRing keyRing(BatchSettings settings, Database database, JobControlSettings jobControlSettings, Ticker ticker) {
        KeyStore store = new KeyStore(database, UuidCreator::getTimeOrderedEpoch, new SecureRandom());
        return new KeyRing(
                StoredKey.bootstrap(settings.bootstrapKey()),
                () -> store.active(jobControlSettings.deadline(ticker)).stream()
                        .map(StoredKey::of)
                        .toList());
    }

    @Bean
    FilterRegistrationBean<OperatorRequestFilter> requestFilter(BatchSettings settings, KeyRing keys, JsonMapper json) {
        FilterRegistrationBean<OperatorRequestFilter> registration = new FilterRegistrationBean<>(
                new OperatorRequestFilter(keys, new CrossSiteFilter(settings.hosts(), settings.origins()), json));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    JsonMapperBuilderCustomizer moments() {
        return builder -> builder.addModule(new SimpleModule().addSerializer(Instant.class, new TimestampFormat()));
    }
}
