import { Token, type IResolvable, type IResolveContext } from 'cdktf';

/**
 * A value as JSON text that Terraform generates once it has resolved the references in it. This works because JSON, with
 * references in its strings, is a valid Terraform expression. CDKTF's two own ways produce broken files under
 * `cdktf synth --hcl`: the quotes of `JSON.stringify` are not escaped, nor are quotes inside strings by `Fn.jsonencode`.
 */
export const terraformJson = (value: unknown): string => Token.asString(new JsonExpression(value));

class JsonExpression implements IResolvable {
  readonly creationStack: string[] = [];
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  resolve(context: IResolveContext): string {
    return `\${jsonencode(${String(context.resolve(JSON.stringify(this.#value)))})}`;
  }

  toString(): string {
    return Token.asString(this);
  }
}
