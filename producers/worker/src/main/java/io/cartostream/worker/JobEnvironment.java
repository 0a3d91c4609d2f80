package io.cartostream.worker;

import io.cartostream.producer.SecretRedactor;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.provider.InventoryProviders;
import java.time.Clock;

/**
 * What every job of a worker uses.
 *
 * @param providers the providers that can be read
 * @param catalogue the resource types that can be read
 * @param redactor replaces secrets
 * @param clock tells when syncs start
 */
public record JobEnvironment(InventoryProviders providers, Catalogue catalogue, SecretRedactor redactor, Clock clock) {}
