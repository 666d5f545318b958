import { Token, type IResolvable, type IResolveContext } from 'cdktf';

/**
 * A value as JSON text, which Terraform writes when it knows what the references in it stand for. JSON is itself an
 * expression of Terraform's language, references in its strings included. CDKTF offers two other ways, and neither
 * survives `cdktf synth --hcl`: it does not escape the quotes of `JSON.stringify` in HCL, nor does its `Fn.jsonencode`
 * escape those inside strings.
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
