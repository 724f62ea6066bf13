"""How a Value reaches a container: in plain text, or as a secret that the agent reads when the task starts.

Where a value holds a secret and other text (a connection URL), CloudFormation assembles a secret for it from dynamic
references, so that the value passes through no machine but AWS's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Protocol

from shipway.model.value import Attribute, ConnectionUrl, Key, Part, RouteUrl, SecretRef, Value
from shipway.naming import logical_id
from shipway.records import draft, record
from shipway.sha256 import hexadecimal
from shipway.topology.graph import Property, Ref, Resource
from shipway.topology.properties import sub

Expression = str | Ref


class Variable(Protocol):
    """Writes an expression into the text of an Fn::Sub. named: as a variable also where it is text."""

    def __call__(self, expression: Expression, named: bool = False) -> str: ...


@record
class Address:
    """Where a workload is reached from outside. port: None for the scheme's own."""

    host: Expression
    scheme: str = "https"
    port: int | None = None


@record
class Caller:
    """The program that reads a value. runtime: its language's, `node` or `python`, "" unknown. celery: it is Celery."""

    runtime: str = ""
    celery: bool = False


ANYONE = Caller()


@record
class Endpoint:
    """One address of a datastore that has several, as brokers and clusters have."""

    host: Expression
    port: Expression


@record
class Connection:
    """How a managed datastore is reached.

    others: its further endpoints, besides host and port. A URL lists them all, as `amqp://app:…@one:5671,two:5671/`.
    secret: resource id of its secret. key: the JSON key of the password in it, "" where the secret is the password.
    scheme: the URL's scheme → the one to use. query: scheme as written, the URL's own query and its reader → the query
    with what TLS takes.
    """

    host: Expression
    port: Expression
    user: str
    database: str
    secret: str = ""
    key: str = "password"
    scheme: Callable[[str], str] = lambda scheme: scheme
    query: Callable[[str, str, Caller], str] = lambda scheme, query, caller: query
    others: tuple[Endpoint, ...] = ()

    @property
    def endpoints(self) -> tuple[Endpoint, ...]:
        return (Endpoint(self.host, self.port), *self.others)

    def attribute(self, key: Key) -> Expression:
        """A part that is no secret."""
        known: dict[Key, Expression] = {
            Key.HOST: self.host,
            Key.PORT: self.port,
            Key.USER: self.user,
            Key.DATABASE: self.database,
        }
        return known[key]


@record
class SecretSource:
    """Where the agent reads a secret. id: of the resource; key: in its JSON, "" where all of it is the secret."""

    id: str
    key: str = ""


@record
class Homes:
    """In which stacks assembled secrets live. early: those made of generated secrets alone.

    late: workload → the stack for those that need the user's own secrets, which are stored once `early` stands.
    """

    early: str
    late: Callable[[str], str]


@draft
class Delivery:
    """Turns the values of one application into properties, and collects the assembled secrets.

    secrets: application secret → resource id. addresses: workload → where it is public.
    """

    connections: Mapping[str, Connection]
    secrets: Mapping[str, str]
    addresses: Mapping[str, Address]
    homes: Homes
    assembled: dict[str, Resource] = field(default_factory=dict)

    def secret(self, value: Value) -> bool:
        """Whether the value has to be delivered as a secret."""
        return any(self._secret(part) for part in value.parts)

    def _secret(self, part: Part) -> bool:
        if isinstance(part, Attribute):
            return part.key is Key.PASSWORD and bool(self.connections[part.datastore].secret)
        if isinstance(part, ConnectionUrl):
            signs_in = part.password or part.password_word != ""
            return self._token(part) or (signs_in and bool(self.connections[part.datastore].secret))
        return isinstance(part, SecretRef)

    def _token(self, part: ConnectionUrl) -> bool:
        """A cache's URL gets a token that the user never wrote."""
        connection = self.connections[part.datastore]
        return bool(connection.secret) and connection.user == ""

    def plain(self, value: Value, caller: Caller = ANYONE) -> Property:
        """A value in plain text."""
        text, values = self._pieces(value, caller)
        if text == "${A}" and len(values) == 1:
            return values["A"]
        return sub(text, values) if values else text.replace("${!", "${")

    def source(self, value: Value, subject: str, name: str, caller: Caller = ANYONE) -> SecretSource:
        """Where a value that holds a secret is read; one that holds other text too is assembled first."""
        if len(value.parts) == 1:
            part = value.parts[0]
            if isinstance(part, SecretRef):
                return SecretSource(self.secrets[part.name])
            if isinstance(part, Attribute) and part.key is Key.PASSWORD:
                connection = self.connections[part.datastore]
                return SecretSource(connection.secret, connection.key)
        return SecretSource(self._assemble(value, subject, name, caller))

    def _assemble(self, value: Value, subject: str, name: str, caller: Caller) -> str:
        text, values = self._pieces(value, caller)
        early = not any(isinstance(part, SecretRef) for part in value.parts)
        stack = self.homes.early if early else self.homes.late(subject)
        key = hexadecimal(repr((text, sorted(values.items(), key=str), stack)))
        if key not in self.assembled:
            self.assembled[key] = Resource(
                logical_id("assembled", subject, name),
                stack,
                "AWS::SecretsManager::Secret",
                {"Description": f"{name} of {subject}, assembled", "SecretString": sub(text, values)},
                subject=subject,
            )
        return self.assembled[key].id

    def _pieces(self, value: Value, caller: Caller) -> tuple[str, dict[str, Property]]:
        """(text of an Fn::Sub, its variables). A literal `${` is written `${!`."""
        values: dict[Property, str] = {}
        names: dict[str, Property] = {}

        def variable(expression: Expression, named: bool = False) -> str:
            if isinstance(expression, str) and not named:
                return expression.replace("${", "${!")
            if expression not in values:
                values[expression] = chr(ord("A") + len(values))
                names[values[expression]] = expression
            return f"${{{values[expression]}}}"

        text = "".join(self._piece(part, variable, caller) for part in value.parts)
        return text, names

    def _piece(self, part: Part, variable: Variable, caller: Caller) -> str:
        if isinstance(part, str):
            return variable(part)
        if isinstance(part, SecretRef):
            return f"{{{{resolve:secretsmanager:{variable(Ref(self.secrets[part.name]))}:SecretString}}}}"
        if isinstance(part, RouteUrl):
            address = self.addresses[part.workload]
            place = variable(address.host) + (f":{address.port}" if address.port else "")
            return place if part.host_only else f"{address.scheme}://{place}"
        if isinstance(part, ConnectionUrl):
            return self._url(part, variable, caller)
        if part.key is Key.PASSWORD:
            return self._password(self.connections[part.datastore], variable)
        if part.key is Key.ENDPOINTS:
            return self._endpoints(self.connections[part.datastore], variable, True)
        return variable(self.connections[part.datastore].attribute(part.key))

    def _endpoints(self, connection: Connection, variable: Variable, ports: bool) -> str:
        """All of them, with commas, as clients of brokers and clusters take them."""
        return ",".join(
            variable(one.host) + (":" + variable(one.port) if ports else "") for one in connection.endpoints
        )

    def _password(self, connection: Connection, variable: Variable) -> str:
        """Nothing where the datastore has no password: a cache without a token refuses clients that send one."""
        if not connection.secret:
            return ""
        key = f":{connection.key}" if connection.key else ""
        return f"{{{{resolve:secretsmanager:{variable(Ref(connection.secret))}:SecretString{key}}}}}"

    def _url(self, url: ConnectionUrl, variable: Variable, caller: Caller) -> str:
        connection = self.connections[url.datastore]
        text = variable(connection.scheme(url.scheme)) + "://"
        if connection.secret and (url.user or url.password or self._token(url)):
            user = variable(connection.user, named=True) if connection.user else ""
            text += f"{user}:{self._password(connection, variable)}@"
        text += self._endpoints(connection, variable, url.port)
        text += variable(url.path) + (variable(connection.database) if url.database else "")
        query = variable(connection.query(url.scheme, url.query, caller))
        signed = [f"{url.user_word}={variable(connection.user)}"] if url.user_word else []
        if url.password_word and connection.secret:
            signed.append(f"{url.password_word}={self._password(connection, variable)}")
        query = "&".join(piece for piece in (*signed, query) if piece)
        return text + (f"?{query}" if query else "")
