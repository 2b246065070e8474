// Types of the client, from those that openapi-typescript generates of Gatehouse's OpenAPI document (see package.json).
import type { components, paths } from './openapi';

type Realm = '/api/v1/realms/{realm}';
type Operation<M extends Method, P extends string> = `${Realm}${P}` extends keyof paths ? paths[`${Realm}${P}`][M] : never;
type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : undefined;
/** A field that may be left out if all of its own may be. */
type Field<Name extends string, Value> = [Value] extends [never]
  ? unknown
  : {} extends Value
    ? { [N in Name]?: Value }
    : { [N in Name]: Value };

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The paths below a realm's that have the method. */
export type Path<M extends Method> = {
  [P in keyof paths]: P extends `${Realm}${infer Rest}` ? (paths[P] extends Record<M, object> ? Rest : never) : never;
}[keyof paths];

export type Request<M extends Method, P extends string> = Operation<M, P> extends { parameters: infer Parameters }
  ? (Parameters extends { path: infer Values } ? Field<'path', Omit<Values, 'realm'>> : unknown) &
      (Parameters extends { query?: infer Values } ? Field<'query', NonNullable<Values>> : unknown) &
      (Parameters extends { header: infer Values } ? Field<'header', Values> : unknown) &
      (Operation<M, P> extends { requestBody: infer Body } ? { body: Json<Body> } : unknown)
  : never;

export type Answer<M extends Method, P extends string> = Operation<M, P> extends { responses: infer Responses }
  ? Json<Responses[keyof Responses & (200 | 201 | 202 | 204)]>
  : never;

export type Call<M extends Method, P extends string> = (request: Request<M, P>) => Promise<Answer<M, P>>;
