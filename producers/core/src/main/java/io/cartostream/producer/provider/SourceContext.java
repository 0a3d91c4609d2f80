package io.cartostream.producer.provider;

import io.cartostream.producer.call.ApiCalls;
import io.cartostream.producer.catalogue.Catalogue;
import java.time.Clock;

/**
 * What the sources of one process share.
 *
 * @param catalogue the resource types that can be read
 * @param calls makes the calls, within the rate of each service
 * @param clock tells when a request is sent
 */
public record SourceContext(Catalogue catalogue, ApiCalls calls, Clock clock) {}
